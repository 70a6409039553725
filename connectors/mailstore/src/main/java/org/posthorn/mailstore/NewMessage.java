package org.posthorn.mailstore;

import org.posthorn.kernel.Content;

/**
 * A message to append.
 *
 * @param internalDate seconds since 1970 UTC
 */
public record NewMessage(Content content, Flags flags, long internalDate) {}
