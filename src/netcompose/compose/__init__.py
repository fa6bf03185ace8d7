"""Who sits where: the CP-SAT model, and what makes it fast – pre-checks, deal and repair, bounds."""
