"""The five tabs; none knows another."""
