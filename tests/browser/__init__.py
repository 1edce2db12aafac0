"""What people look at, in the browser that they look with: nothing cut, nothing overlapping, every character drawn."""
