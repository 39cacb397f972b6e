"""EditReward-Nano: a small EditReward of drawn shapes, from its world to its checkpoint; train_nano.py starts it."""
