"""A DOCX package that a stranger may have made: unpacked within bounds, its XML read without harm, its reach known.

What is allowed beyond that is its callers' matter: `service.convert` says what our own papers may hold,
`service.the_thuc` what may be brought to the checker. Refusals are `FileRefused` with a Vietnamese `reason`.
"""
