package org.posthorn.hooks.value;

/** CDI event: a webhook was added or removed, or wants to be told of something else. */
public record WebhooksChanged() {}
