"""Qt item models over plain records; they never write."""
