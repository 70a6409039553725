package org.posthorn.testdb;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.posthorn.database.DatabaseSettings;
import org.posthorn.database.PosthornDataSource;

/**
 * An empty database of one of the two products, with the schema of {@code resources/schema} and the
 * production persistence unit on it, only that its transactions are those of this class. Threads
 * may share it.
 */
public final class TestDatabase implements AutoCloseable {

  /** What runs in production. */
  public enum Product {
    /** Files in a temporary directory, with the options of production. */
    HSQLDB,
    /** A server on loopback, one for all tests of this virtual machine. */
    POSTGRESQL
  }

  private final Product product;
  private final DatabaseSettings settings;
  private final Runnable cleanUp;
  private final DataSource dataSource;
  private final PooledDataSource pool;
  private final EntityManagerFactory factory;

  @SuppressWarnings("ThreadLocalUsage") // a thread may use two databases
  private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

  private final EntityManager shared;

  private TestDatabase(Product product, DatabaseSettings settings, Runnable cleanUp) {
    this.product = product;
    this.settings = settings;
    this.cleanUp = cleanUp;
    dataSource = new PosthornDataSource(settings);
    pool = new PooledDataSource(dataSource);
    factory =
        Persistence.createEntityManagerFactory(
            "posthorn",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                "",
                "jakarta.persistence.nonJtaDataSource",
                pool,
                "eclipselink.session-name",
                settings.url()));
    shared = sharedEntityManager();
  }

  /** Opens a new, empty database; the caller closes it. */
  public static TestDatabase open(Product product) {
    if (product == Product.POSTGRESQL) {
      return new TestDatabase(product, TestPostgres.newDatabase(), () -> {});
    }
    TemporaryDirectory directory = TestHsqldb.newDatabase();
    DatabaseSettings settings = TestHsqldb.settings(directory.path());
    return new TestDatabase(product, settings, directory::delete);
  }

  /** Which product it is. */
  public Product product() {
    return product;
  }

  /** URL, user and password. */
  public DatabaseSettings settings() {
    return settings;
  }

  /** Plain connections to it, unpooled, in auto-commit mode. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The production persistence unit, resource-local. */
  public EntityManagerFactory entityManagerFactory() {
    return factory;
  }

  /**
   * What the container would inject as {@code @PersistenceContext}: passes on to the entity manager
   * of the calling thread's {@link #inTransaction transaction}, and fails outside of one.
   */
  public EntityManager entityManager() {
    return shared;
  }

  /**
   * Does some work in a transaction of its own, or in the one that the thread is already in, and
   * commits. An exception from the work rolls everything back and is passed on; work that marked
   * the transaction for rollback is undone and its answer returned.
   */
  public <T extends @Nullable Object> T inTransaction(Function<EntityManager, T> work) {
    EntityManager joined = current.get();
    if (joined != null) {
      return work.apply(joined);
    }
    EntityManager entities = factory.createEntityManager();
    current.set(entities);
    EntityTransaction transaction = entities.getTransaction();
    try {
      transaction.begin();
      T result = work.apply(entities);
      if (transaction.getRollbackOnly()) { // as the container does: undone, but answered
        transaction.rollback();
      } else {
        transaction.commit();
      }
      return result;
    } finally {
      if (transaction.isActive()) {
        transaction.rollback();
      }
      current.remove();
      entities.close();
    }
  }

  /** Whether the calling thread is in a transaction. */
  public boolean transacting() {
    return current.get() != null;
  }

  /** {@link #inTransaction} for work without a result. */
  public void transact(Consumer<EntityManager> work) {
    inTransaction(
        entities -> {
          work.accept(entities);
          return true;
        });
  }

  @Override
  public void close() {
    factory.close();
    pool.close();
    cleanUp.run();
  }

  @Override
  public String toString() {
    return product.name();
  }

  private EntityManager sharedEntityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            TestDatabase.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              EntityManager entities = current.get();
              if (entities == null) {
                throw new IllegalStateException("not in a transaction");
              }
              try {
                return method.invoke(entities, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
