"""What stands under an agent's answers, and at the foot of a team's mails."""
