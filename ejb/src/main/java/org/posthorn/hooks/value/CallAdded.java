package org.posthorn.hooks.value;

/** CDI event: something is to be sent to a webhook once the transaction is committed. */
public record CallAdded(long webhook, long account) {}
