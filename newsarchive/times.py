"""A printed date becomes a `Moment`."""
