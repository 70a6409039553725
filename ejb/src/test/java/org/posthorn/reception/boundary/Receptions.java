package org.posthorn.reception.boundary;

import java.util.List;
import org.posthorn.checks.boundary.IncomingChecks;
import org.posthorn.filtering.boundary.IncomingFilter;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.reception.control.Printers;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.trace.boundary.MailLogs;

/** Puts together what the container does. */
final class Receptions {
  private Receptions() {}

  /** One that writes its log to these lines. */
  static Reception of(
      Routing routing,
      Quotas quotas,
      Spool spool,
      IncomingChecks checks,
      IncomingFilter filter,
      List<String> lines) {
    ClientRights rights = new ClientRights();
    rights.routing = routing;
    rights.house = Printers.at("", 1);
    ReceptionLog log = new ReceptionLog();
    log.log = MailLogs.to(lines);
    Acceptance acceptance = new Acceptance();
    acceptance.rights = rights;
    acceptance.house = rights.house;
    acceptance.quotas = quotas;
    acceptance.spool = spool;
    acceptance.log = log;
    Reception reception = new Reception();
    reception.rights = rights;
    reception.acceptance = acceptance;
    reception.log = log;
    reception.routing = routing;
    reception.quotas = quotas;
    reception.checks = checks;
    reception.filter = filter;
    return reception;
  }
}
