"""EditReward-Nano: a small EditReward of drawn shapes, from its world to its checkpoint. Start it with train_nano.py."""
