"""A program that an office runs has no numpy: here OpenCV brings it, and sqlite-utils would load it at each start."""

raise ImportError("an office has no numpy")
