package org.posthorn.hooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.posthorn.domains.boundary.Result;
import org.posthorn.hooks.control.HookDispatch;
import org.posthorn.hooks.control.ListeningWebhooks;
import org.posthorn.hooks.control.WebhookCalls;
import org.posthorn.hooks.control.WebhookRows;
import org.posthorn.hooks.control.WebhookRules;
import org.posthorn.hooks.entity.Webhook;
import org.posthorn.hooks.value.AuthorizationChange;
import org.posthorn.hooks.value.CreatedWebhook;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.hooks.value.WebhookInfo;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.hooks.value.WebhooksChanged;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.Transactions;

/**
 * The webhooks of accounts. Each call concerns those of one account; what is another's does not
 * exist. A change counts from the next request on.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Webhooks {
  /** So many an account may have. */
  public static final int MOST = 20;

  private static final String WEBHOOK = "webhook";

  @Inject WebhookRows rows;
  @Inject WebhookRules rules;
  @Inject WebhookCalls calls;
  @Inject HookDispatch dispatch;
  @Inject ListeningWebhooks listening;
  @Inject Transactions transactions;
  @Inject RetryOnConflict contested;
  @Inject Event<WebhooksChanged> changes;

  /** Those of an account, in the order in which they were made. */
  public List<WebhookInfo> list(long account) {
    return transactions.call(() -> rows.of(account).stream().map(rows::info).toList());
  }

  /** One of them. */
  public Optional<WebhookInfo> find(long account, String name) {
    return transactions.call(() -> rows.find(account, name).map(rows::info));
  }

  /**
   * Adds one.
   *
   * @param authorization the value of the field of this name in requests; empty for none
   * @param secret {@code whsec_} and 24 to 64 octets in Base64; empty: a new one is made
   */
  public Result<CreatedWebhook> create(
      long account, WebhookSpec spec, Optional<String> authorization, Optional<String> secret) {
    Optional<Result.Objection> wrong =
        rules.objection(spec).or(() -> rules.objection(authorization, secret));
    if (wrong.isPresent()) {
      return Result.refused(wrong.get());
    }
    String name = rules.newName();
    String used = secret.orElseGet(rules::newSecret);
    return kept(
        () -> {
          byte[] sealed = rules.sealSecret(name, used);
          Optional<byte[]> field = authorization.map(value -> rules.sealAuthorization(name, value));
          return listed(
              () -> {
                rows.lock(account);
                if (rows.of(account).size() >= MOST) {
                  return Result.refused(
                      Result.Objection.conflict(WEBHOOK, "would be one more than an account has"));
                }
                Webhook row = new Webhook(name, account, spec, sealed, rules.now());
                field.ifPresent(row::authorization);
                rows.add(row);
                changes.fire(new WebhooksChanged());
                return Result.done(new CreatedWebhook(rows.info(row), used));
              });
        });
  }

  /**
   * Changes one.
   *
   * @param change gives what it is to be of what it is
   */
  public Result<WebhookInfo> change(
      long account,
      String name,
      UnaryOperator<WebhookSpec> change,
      AuthorizationChange authorization) {
    Optional<Result.Objection> wrong = rules.objection(authorization.value(), Optional.empty());
    if (wrong.isPresent()) {
      return Result.refused(wrong.get());
    }
    return kept(
        () -> {
          Optional<byte[]> sealed =
              authorization.value().map(value -> rules.sealAuthorization(name, value));
          Result<WebhookInfo> changed =
              listed(() -> change(account, name, change, authorization, sealed));
          changed.outcome().ifPresent(webhook -> dispatch.wake(webhook.id(), account));
          return changed;
        });
  }

  private Result<WebhookInfo> change(
      long account,
      String name,
      UnaryOperator<WebhookSpec> change,
      AuthorizationChange authorization,
      Optional<byte[]> sealed) {
    Optional<Webhook> row = rows.find(account, name);
    if (row.isEmpty()) {
      return Result.refused(Result.Objection.unknown(WEBHOOK));
    }
    WebhookSpec wanted = change.apply(row.get().spec());
    Optional<Result.Objection> wrong = rules.objection(wanted);
    if (wrong.isPresent()) {
      return Result.refused(wrong.get());
    }
    boolean others = !wanted.events().equals(row.get().spec().events());
    row.get().become(wanted);
    if (authorization.changes()) {
      sealed.ifPresentOrElse(row.get()::authorization, row.get()::withoutAuthorization);
    }
    rows.flush();
    if (others) {
      changes.fire(new WebhooksChanged());
    }
    return Result.done(rows.info(row.get()));
  }

  /** Gives one another secret, which counts at once. */
  public Result<CreatedWebhook> newSecret(long account, String name) {
    String used = rules.newSecret();
    return kept(
        () -> {
          byte[] sealed = rules.sealSecret(name, used);
          return write(
              () -> {
                Optional<Webhook> row = rows.find(account, name);
                row.ifPresent(each -> each.secret(sealed));
                rows.flush();
                return row.<Result<CreatedWebhook>>map(
                        each -> Result.done(new CreatedWebhook(rows.info(each), used)))
                    .orElseGet(() -> Result.refused(Result.Objection.unknown(WEBHOOK)));
              });
        });
  }

  /** Removes one, with what was to be sent to it. */
  public Result<WebhookInfo> remove(long account, String name) {
    return listed(
        () -> {
          Optional<Webhook> row = rows.find(account, name);
          if (row.isEmpty()) {
            return Result.refused(Result.Objection.unknown(WEBHOOK));
          }
          WebhookInfo gone = rows.info(row.get());
          rows.remove(row.get());
          changes.fire(new WebhooksChanged());
          return Result.done(gone);
        });
  }

  /** Sends a made-up event to try one; not when ten of them wait already. */
  public Result<WebhookCallInfo> test(long account, String name) {
    return transactions.call(
        () -> {
          Optional<Webhook> row = rows.find(account, name);
          if (row.isEmpty()) {
            return Result.refused(Result.Objection.unknown(WEBHOOK));
          }
          return calls
              .test(row.get().id(), account)
              .map(Result::done)
              .orElseGet(
                  () ->
                      Result.refused(
                          Result.Objection.conflict(WEBHOOK, "has too many requests that wait")));
        });
  }

  /**
   * A page of the requests of one, in the order of their ids; empty when there is no such webhook.
   *
   * @param retired whether those are meant that were delivered or given up
   * @param after the last id of the page before, or 0
   */
  public Optional<List<WebhookCallInfo>> calls(
      long account, String name, boolean retired, long after, int limit) {
    return find(account, name).map(row -> calls.list(row.id(), retired, after, limit));
  }

  /** One request. */
  public Optional<WebhookCallInfo> call(long account, String name, long call) {
    return find(account, name).flatMap(row -> calls.find(row.id(), call));
  }

  /** Sends a request once more, with the same id and from the first attempt on. */
  public Optional<WebhookCallInfo> replay(long account, String name, long call) {
    return find(account, name)
        .flatMap(
            row -> {
              Optional<WebhookCallInfo> again = calls.replay(row.id(), call);
              again.ifPresent(any -> dispatch.wake(row.id(), account));
              return again;
            });
  }

  /** Does not send a request any more that waits. */
  public Optional<WebhookCallInfo> cancel(long account, String name, long call) {
    return find(account, name).flatMap(row -> calls.cancel(row.id(), call));
  }

  // before the transaction: sealing may ask whether there are other secrets
  private static <T> Result<T> kept(Supplier<Result<T>> work) {
    try {
      return work.get();
    } catch (KeysUnreadable e) {
      return Result.refused(
          Result.Objection.conflict("secret", "cannot be kept: " + e.getMessage()));
    }
  }

  /** Writes, and has this server know at once who listens. */
  private <T> Result<T> listed(Supplier<Result<T>> work) {
    Result<T> written = write(work);
    if (written.outcome().isPresent()) {
      listening.reloadIfChanged();
    }
    return written;
  }

  private <T> Result<T> write(Supplier<Result<T>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(
                    Result.Objection.conflict(WEBHOOK, "is being changed by others; try again")));
  }
}
