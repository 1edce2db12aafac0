"""Rules as one boolean circuit per level."""
