"""Processes: who starts whom, who notices whose death, who stops whom.

supervisor.py  starts the web and the scheduler side by side, brings a dead one back, stops both
backoff.py     how long to wait before bringing it back (pure)
lifeline.py    a child ends by itself when its parent is gone
port.py        is the port free, is anybody answering
server.py      the web process: granian's main process and its settings
worker.py      a web worker: the Flask app, built inside the worker
logs.py        one plain log line, the same in every process
"""
