"""What is seen: photos, documents, galleries, and the rights of the people on them."""
