"""What the server works out beside the pages: processes, jobs, their progress and their end."""
