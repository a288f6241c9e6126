"""What an office may change, without code: TOML files, texts and pictograms."""
