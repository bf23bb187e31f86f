"""Complaints: drafts, sealed parts, receipts and messages."""
