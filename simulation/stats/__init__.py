"""Statistics that studies, tests and trainings share: estimates with intervals, and resampling."""
