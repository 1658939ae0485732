"""Fair comparison: who differs beyond chance, and how far pupils came from their own start."""
