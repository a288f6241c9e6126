"""What an office may change, without code: TOML files, texts, pictograms; and what screens are handed."""
