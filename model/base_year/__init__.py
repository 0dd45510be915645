"""The base year: firms, cells and organisations as the forecast finds them."""
