"""Who holds which keys of a complaint: boxes, shares, versions, and the records that prove them."""
