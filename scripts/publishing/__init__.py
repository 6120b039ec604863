"""Publishing: the versions of the site on a branch of a git repository.

A version is built from a commit, never from the working tree, and lands on the branch as one commit, which either is
there whole or is not. From below: ``git`` (objects and refs), ``branches`` (where versions lie), ``catalogue`` (which
there are), ``builds`` (a version from a commit), ``corrections`` (what pages of one version say of the others),
``rootpages`` (what stands beside the versions), ``publication`` (one change of the branch).
"""
