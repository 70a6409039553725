package org.posthorn.transports.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.signing.boundary.Secrets;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.Transactions;
import org.posthorn.transports.control.RouteMemory;
import org.posthorn.transports.control.TransportRows;
import org.posthorn.transports.control.TransportRules;
import org.posthorn.transports.entity.RelayTransport;
import org.posthorn.transports.value.PasswordChange;
import org.posthorn.transports.value.RoutesChanged;
import org.posthorn.transports.value.TransportInfo;
import org.posthorn.transports.value.TransportSpec;

/** Keeps the ways on which mail leaves. A change counts from the next attempt on. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Transports {
  private static final String NAME = "name";

  @Inject TransportRows rows;
  @Inject Secrets secrets;
  @Inject Transactions transactions;
  @Inject RetryOnConflict contested;
  @Inject Event<RoutesChanged> changes;

  /** All of them, by their names. */
  public List<TransportInfo> list() {
    return transactions.call(() -> rows.transports().stream().map(RelayTransport::info).toList());
  }

  /** One of them. */
  public Optional<TransportInfo> find(String name) {
    return transactions.call(() -> rows.transport(name).map(RelayTransport::info));
  }

  /** Adds one. */
  public Result<TransportInfo> create(String name, TransportSpec spec, PasswordChange password) {
    Optional<Objection> wrong =
        TransportRules.objection(name, spec, password.password().isPresent());
    return wrong.isPresent()
        ? Result.refused(wrong.get())
        : sealed(name, password, kept -> create(name, spec, kept));
  }

  private Result<TransportInfo> create(String name, TransportSpec spec, Optional<byte[]> sealed) {
    if (rows.transport(name).isPresent()) {
      return Result.refused(Objection.conflict(NAME, "exists already"));
    }
    RelayTransport row = new RelayTransport(name, spec);
    sealed.ifPresent(row::password);
    rows.add(row);
    return changed(row);
  }

  /** Changes one; it keeps its name. */
  public Result<TransportInfo> change(String name, TransportSpec spec, PasswordChange password) {
    return sealed(
        name,
        password,
        kept -> {
          Optional<RelayTransport> row = rows.transport(name);
          if (row.isEmpty()) {
            return Result.refused(Objection.unknown(NAME));
          }
          boolean has = password.changes() ? kept.isPresent() : row.get().password().isPresent();
          Optional<Objection> wrong = TransportRules.objection(name, spec, has);
          if (wrong.isPresent()) {
            return Result.refused(wrong.get());
          }
          row.get().become(spec);
          if (password.changes()) {
            kept.ifPresentOrElse(row.get()::password, row.get()::withoutPassword);
          }
          rows.flush();
          return changed(row.get());
        });
  }

  /** Removes one that no route takes. */
  public Result<TransportInfo> remove(String name) {
    return write(
        () -> {
          Optional<RelayTransport> row = rows.transport(name);
          if (row.isEmpty()) {
            return Result.refused(Objection.unknown(NAME));
          }
          if (rows.used(row.get())) {
            return Result.refused(Objection.conflict(NAME, "is taken by routes"));
          }
          rows.remove(row.get());
          return changed(row.get());
        });
  }

  private Result<TransportInfo> changed(RelayTransport row) {
    changes.fire(new RoutesChanged());
    return Result.done(row.info());
  }

  private interface Work {
    Result<TransportInfo> with(Optional<byte[]> sealed);
  }

  // before the transaction: sealing may ask whether there are other secrets
  private Result<TransportInfo> sealed(String name, PasswordChange password, Work work) {
    try {
      Optional<byte[]> sealed =
          password.password().map(secret -> secrets.seal(RouteMemory.label(name), secret));
      return write(() -> work.with(sealed));
    } catch (KeysUnreadable e) {
      return Result.refused(Objection.conflict("password", "cannot be kept: " + e.getMessage()));
    }
  }

  private Result<TransportInfo> write(Supplier<Result<TransportInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(Objection.conflict(NAME, "is being changed by others; try again")));
  }
}
