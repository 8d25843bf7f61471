"""What is read, done and taken away: fiches, actions, resources, editions, bilans, news."""
