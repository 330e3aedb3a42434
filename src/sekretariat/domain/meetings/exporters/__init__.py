"""What is printed of meetings."""
