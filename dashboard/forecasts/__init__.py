"""The models side by side: forecasts made by the workers of the server, and what a page remembers of them."""
