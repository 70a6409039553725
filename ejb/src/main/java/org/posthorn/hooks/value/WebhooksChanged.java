package org.posthorn.hooks.value;

/** CDI event: a webhook was added, changed or removed. */
public record WebhooksChanged() {}
