"""The models side by side: their page, and the forecasts that the workers of the server make for it."""
