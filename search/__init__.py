"""Ground of the house: how a thing is found, and who may act where."""
