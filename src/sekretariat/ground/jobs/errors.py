"""What can cut a running job short. Neither is a failure of the job itself."""


class Interrupted(BaseException):
    """The worker has to stop now. Not an `Exception`: a job that forgives its own errors must not forgive this."""


class LeaseLost(Exception):
    """The job reported too late and was given to another worker; this one has to leave it alone."""
