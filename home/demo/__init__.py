"""The demo content: fictional schools and actions around the two source documents, marked as such.

Each module loads one thing and hands it to the next, in the order of `seed_demo`: schools, drawings, files,
pages, kit, actions, accounts. Nothing here is drawn at random: the same data give the same site.
"""
