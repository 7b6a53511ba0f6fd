"""Many papers of one template in one conversion: packed into one document, converted, split, checked one by one."""
