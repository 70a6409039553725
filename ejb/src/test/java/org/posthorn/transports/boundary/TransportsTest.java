package org.posthorn.transports.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.transports.value.TransportKind.DIRECT;
import static org.posthorn.transports.value.TransportKind.FAIL;
import static org.posthorn.transports.value.TransportKind.SMTP;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.signing.boundary.SigningBench;
import org.posthorn.signing.control.SigningWiring;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transports.control.TransportsWiring;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.PasswordChange;
import org.posthorn.transports.value.RouteInfo;
import org.posthorn.transports.value.RouteScope;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.transports.value.RoutedMail;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportSpec.Failure;
import org.posthorn.transports.value.TransportTls;

/** Which mail takes which way out. */
@OnBothDatabases
class TransportsTest {
  private final TestDatabase database;
  private final Transports transports = new Transports();
  private final Routes routes = new Routes();
  private final TransportChoice choice = new TransportChoice();
  private SigningWiring signing;

  @SuppressWarnings("NullAway.Init") // prepare() does
  TransportsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void prepare(@TempDir Path data) {
    database.transact(
        entities -> {
          entities.createQuery("delete from RelayRoute r").executeUpdate();
          entities.createQuery("delete from RelayTransport t").executeUpdate();
          entities.createNativeQuery("delete from mail_domain").executeUpdate();
        });
    signing = new SigningWiring(database, data, Clock.systemUTC());
    TransportsWiring wiring =
        new TransportsWiring(database, signing, SigningBench.secrets(signing));
    transports.rows = wiring.rows;
    transports.secrets = wiring.secrets;
    transports.transactions = signing.transactions;
    transports.contested = signing.contested;
    transports.changes = wiring.changes;
    routes.rows = wiring.rows;
    routes.transactions = signing.transactions;
    routes.contested = signing.contested;
    routes.changes = wiring.changes;
    choice.memory = wiring.memory;
  }

  private static TransportSpec spec(TransportKind kind, Optional<String> login) {
    return new TransportSpec(
        kind,
        Optional.of("smarthost.test").filter(any -> kind == SMTP),
        587,
        TransportTls.STARTTLS,
        login,
        Optional.empty(),
        Optional.empty(),
        IpFamily.ANY,
        Optional.of(new Failure(554, "not there")).filter(any -> kind == FAIL));
  }

  private void add(String name, TransportKind kind) {
    assertThat(transports.create(name, spec(kind, Optional.empty()), PasswordChange.KEEP).refusal())
        .isEmpty();
  }

  private long route(RouteScope scope, int place, String from, String to, int after, String name) {
    RouteSpec spec = new RouteSpec(place, domains(from), domains(to), after, name);
    return routes.create(scope, spec).outcome().map(RouteInfo::id).orElseThrow();
  }

  private static List<String> domains(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private String chosen(Optional<Long> account, String from, String to, int attempts) {
    Optional<String> domain = Optional.of(from).filter(any -> !any.isEmpty());
    return choice
        .of(new RoutedMail(account, domain, to, attempts))
        .map(ChosenTransport::name)
        .orElse("none");
  }

  private String chosen(String from, String to) {
    return chosen(Optional.empty(), from, to, 0);
  }

  @Test
  void withoutRouteMailGoesAsEver() {
    add("out", SMTP);
    assertThat(chosen("ours.test", "b.test")).isEqualTo("none");
  }

  @Test
  void allThatARouteNamesHasToAgree() {
    add("out", SMTP);
    add("fast", DIRECT);
    route(RouteScope.SERVER, 5, "", "", 0, "out");
    route(RouteScope.SERVER, 1, "ours.test", "b.test .c.test", 0, "fast");
    assertThat(chosen("ours.test", "b.test")).isEqualTo("fast");
    assertThat(chosen("ours.test", "x.y.c.test")).isEqualTo("fast");
    assertThat(chosen("ours.test", "c.test")).as("not below itself").isEqualTo("out");
    assertThat(chosen("ours.test", "xc.test")).isEqualTo("out");
    assertThat(chosen("other.test", "b.test")).isEqualTo("out");
    assertThat(chosen("", "b.test")).as("of a report").isEqualTo("out");
  }

  @Test
  void accountsComeBeforeDomainsAndDomainsBeforeTheServer() {
    DomainInfo ours =
        database
            .inTransaction(any -> signing.domains.create("ours.test", ""))
            .outcome()
            .orElseThrow();
    long account = account();
    List.of("a", "d", "s").forEach(name -> add(name, SMTP));
    route(RouteScope.SERVER, 0, "", "", 0, "s");
    route(new RouteScope(Optional.empty(), Optional.of(ours.id())), 1, "", "b.test", 0, "d");
    long own =
        route(new RouteScope(Optional.of(account), Optional.empty()), 2, "", "b.test", 0, "a");
    assertThat(chosen(Optional.of(account), "ours.test", "b.test", 0)).isEqualTo("a");
    assertThat(chosen(Optional.of(account + 1), "ours.test", "b.test", 0)).isEqualTo("d");
    assertThat(chosen(Optional.of(account), "ours.test", "c.test", 0)).isEqualTo("s");
    assertThat(chosen("other.test", "b.test")).isEqualTo("s");
    routes.remove(own); // counts at once
    assertThat(chosen(Optional.of(account), "ours.test", "b.test", 0)).isEqualTo("d");
  }

  private long account() {
    return database.inTransaction(
        entities -> {
          String octets = database.product() == TestDatabase.Product.HSQLDB ? "X'00'" : "'\\x00'";
          entities
              .createNativeQuery(
                  "insert into account (login_disabled, administrator, created_at, argon2,"
                      + " scram_salt, scram_iterations, scram_stored_key, scram_server_key,"
                      + " version)"
                      + (" values (false, false, current_timestamp, '', " + octets + ", 1, ")
                      + (octets + ", " + octets + ", 1)"))
              .executeUpdate();
          return ((Number)
                  entities.createNativeQuery("select max(id) from account").getSingleResult())
              .longValue();
        });
  }

  @Test
  void aRouteMayWaitForAttemptsThatFail() {
    add("fallback", SMTP);
    long route = route(RouteScope.SERVER, 0, "", "", 2, "fallback");
    assertThat(chosen(Optional.empty(), "ours.test", "b.test", 1)).isEqualTo("none");
    assertThat(chosen(Optional.empty(), "ours.test", "b.test", 2)).isEqualTo("fallback");
    routes.change(route, new RouteSpec(0, List.of(), List.of(), 5, "fallback"));
    assertThat(chosen(Optional.empty(), "ours.test", "b.test", 2)).isEqualTo("none");
  }

  @Test
  void passwordsAreKeptEncrypted() {
    TransportSpec spec = spec(SMTP, Optional.of("ann"));
    PasswordChange secret = PasswordChange.to(Optional.of("hunter2hunter2"));
    assertThat(transports.create("out", spec, secret).outcome().orElseThrow().hasPassword())
        .isTrue();
    route(RouteScope.SERVER, 0, "", "", 0, "out");
    byte[] kept =
        (byte[])
            database.inTransaction(
                entities ->
                    entities
                        .createNativeQuery("select sealed_password from relay_transport")
                        .getSingleResult());
    assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter2");
    RoutedMail mail = new RoutedMail(Optional.empty(), Optional.empty(), "b.test", 0);
    assertThat(choice.of(mail).orElseThrow().password()).contains("hunter2hunter2");
    transports.change("out", spec, PasswordChange.to(Optional.of("another")));
    assertThat(choice.of(mail).orElseThrow().password()).contains("another");
    transports.change("out", spec, PasswordChange.KEEP);
    assertThat(choice.of(mail).orElseThrow().password()).contains("another");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(field(transports.create("Out!", spec(DIRECT, Optional.empty()), none())))
        .isEqualTo("name");
    assertThat(field(transports.create("out", spec(SMTP, Optional.of("ann")), none())))
        .isEqualTo("password");
    assertThat(field(transports.create("out", spec(DIRECT, Optional.of("ann")), none())))
        .isEqualTo("login");
    assertThat(
            field(
                routes.create(RouteScope.SERVER, new RouteSpec(0, List.of(), List.of(), 0, "out"))))
        .isEqualTo("transport");
    add("out", SMTP);
    assertThat(field(transports.create("out", spec(SMTP, Optional.empty()), none())))
        .isEqualTo("name");
    route(RouteScope.SERVER, 0, "", "", 0, "out");
    assertThat(field(transports.remove("out"))).isEqualTo("name");
    assertThat(
            field(
                routes.create(
                    RouteScope.SERVER, new RouteSpec(0, List.of("a b"), List.of(), 0, "out"))))
        .isEqualTo("senderDomains");
  }

  private static PasswordChange none() {
    return PasswordChange.KEEP;
  }

  private static String field(org.posthorn.domains.boundary.Result<?> result) {
    return result.refusal().map(Objection::field).orElse("done");
  }
}
