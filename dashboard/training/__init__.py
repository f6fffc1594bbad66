"""What whoever runs a training does in the dashboard: take the papers, enter what groups agreed, debrief it."""
