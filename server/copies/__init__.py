"""Copies of what an office keeps."""
