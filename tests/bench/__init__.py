"""What things cost, each beside its floor: the least that the same result could cost.

A module here is a stage: `kernels.py` has the measures `kernels.*`, in a dict `MEASURES` of name
to function. The function prepares everything for `size` rows and returns two callables that
leave nothing behind: ours, and the floor. `SIZE` is the size without `make bench SIZE=`.
"""
