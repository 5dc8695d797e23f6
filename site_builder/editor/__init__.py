"""What an editor needs to complete and check authors' files while they are typed."""
