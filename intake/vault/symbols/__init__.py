"""What people read and type: codes, references, words, and the alphabet behind them."""
