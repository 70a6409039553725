package org.posthorn.hooks.boundary;

import org.posthorn.hooks.control.HookBench;

/** The boundary with what the container would inject. */
public final class WebhooksBench {
  private WebhooksBench() {}

  /** Those of an installation. */
  public static Webhooks of(HookBench bench) {
    Webhooks webhooks = new Webhooks();
    webhooks.rows = bench.webhookRows;
    webhooks.rules = bench.rules;
    webhooks.calls = bench.webhookCalls;
    webhooks.dispatch = bench.dispatch;
    webhooks.listening = bench.listening;
    webhooks.transactions = bench.signing.transactions;
    webhooks.contested = bench.signing.contested;
    webhooks.changes = bench.changes;
    return webhooks;
  }
}
