// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The control plane's PostgreSQL. Thread-safe; close it at the end.
///
/// A transaction runs under the role of its [Purpose] and sees the rows of one tenant only: the
/// database itself holds back all others (row-level security), so a forgotten condition shows too
/// little and never too much.
public final class Database implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int CONNECTIONS_TRIED = 5;

    private final HikariDataSource pool;
    private volatile @Nullable TransactionListener listener;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /// Connects; the schema must be there, see [Migrations].
    ///
    /// @param connections how many transactions run at a time; more of them wait
    public static Database open(String url, String user, String password, int connections) {
        return open(url, user, password, connections, RunningServers.NAME);
    }

    /// As the other, for who is no server and does not count as one.
    ///
    /// @param program what it calls itself in the database
    public static Database open(String url, String user, String password, int connections, String program) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setAutoCommit(false);
        config.setPoolName("pomona");
        config.addDataSourceProperty("ApplicationName", program);
        // a server that vanished without a word is noticed by and by
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new Database(new HikariDataSource(config));
    }

    /// Runs a transaction for a tenant.
    ///
    /// @throws StoreException when the database refuses or fails; nothing of it has happened then
    public <T> T inTenant(TenantId tenant, Function<Tx, T> work) {
        Together outer = TOGETHER.isBound() ? TOGETHER.get() : null;
        if (outer != null && outer.database() == this && outer.tenant().equals(tenant)) return work.apply(outer.tx());
        return run(Purpose.TENANT, tenant, work);
    }

    private record Together(Database database, TenantId tenant, Tx tx) {}

    private static final ScopedValue<Together> TOGETHER = ScopedValue.newInstance();

    /// Runs work whose transactions for the tenant, on this thread, all become parts of one: what they do happens at
    /// the end of it or not at all.
    ///
    /// @throws StoreException as [#inTenant]
    public <T> T together(TenantId tenant, Function<Tx, T> work) {
        return inTenant(
                tenant,
                tx -> ScopedValue.where(TOGETHER, new Together(this, tenant, tx))
                        .call(() -> work.apply(tx)));
    }

    /// As [#inTenant], without a result.
    public void runInTenant(TenantId tenant, Consumer<Tx> work) {
        inTenant(tenant, tx -> {
            work.accept(tx);
            return true;
        });
    }

    /// Runs a transaction that is not for one tenant.
    ///
    /// @throws StoreException as [#inTenant]
    public <T> T as(Purpose purpose, Function<Tx, T> work) {
        if (purpose == Purpose.TENANT) throw new IllegalArgumentException("which tenant?");
        return run(purpose, null, work);
    }

    /// Runs a transaction of a purpose for one tenant.
    ///
    /// @throws StoreException as [#inTenant]
    public <T> T as(Purpose purpose, TenantId tenant, Function<Tx, T> work) {
        return run(purpose, tenant, work);
    }

    /// As [#as], without a result.
    public void runAs(Purpose purpose, Consumer<Tx> work) {
        as(purpose, tx -> {
            work.accept(tx);
            return true;
        });
    }

    /// How many connections there are.
    ///
    /// @param waiting transactions that wait for one
    public record Connections(int active, int idle, int most, int waiting) {}

    public Connections connections() {
        var now = pool.getHikariPoolMXBean();
        return new Connections(
                now.getActiveConnections(),
                now.getIdleConnections(),
                pool.getMaximumPoolSize(),
                now.getThreadsAwaitingConnection());
    }

    /// Has PostgreSQL look again at the tables that have grown much since it did last, so that it plans for what
    /// is there. As often as tables can double.
    ///
    /// @return their names
    /// @throws StoreException when the database fails
    public List<String> renewStatistics() {
        try (Connection connection = connection()) {
            return Statistics.renew(connection);
        } catch (SQLException e) {
            throw new StoreException("the database does not count its rows", e);
        }
    }

    /// Whether servers are connected, and stay so.
    ///
    /// @throws StoreException when the database does not say
    public boolean isServed() throws InterruptedException {
        try (Connection connection = connection()) {
            return RunningServers.areConnected(connection);
        } catch (SQLException e) {
            throw new StoreException("the database does not say who uses it", e);
        }
    }

    /// Has PostgreSQL make room of what was removed from a table, where that is much: until it does, statements go on
    /// passing by it. It holds up nobody, and may take long.
    ///
    /// @throws StoreException when the database fails
    public void reclaim(String table) {
        try (Connection connection = connection()) {
            Statistics.reclaim(connection, table);
        } catch (SQLException e) {
            throw new StoreException("the database does not make room", e);
        }
    }

    /// For libraries that keep tables of their own.
    DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    /// From now on somebody hears of every transaction.
    public void listen(TransactionListener listener) {
        this.listener = listener;
    }

    private <T> T run(Purpose purpose, @Nullable TenantId tenant, Function<Tx, T> work) {
        TransactionListener told = listener;
        if (told == null) return runNow(purpose, tenant, work);
        try (TransactionListener.Running running = told.begun(purpose)) {
            try {
                return runNow(purpose, tenant, work);
            } catch (RuntimeException | Error e) {
                running.failed(e);
                throw e;
            }
        }
    }

    private <T> T runNow(Purpose purpose, @Nullable TenantId tenant, Function<Tx, T> work) {
        try (Connection connection = begun(purpose, tenant)) {
            try {
                T result = work.apply(new Tx(connection));
                connection.commit();
                return result;
            } catch (RuntimeException | Error | SQLException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    /// A connection with a transaction of a purpose begun. One that broke while it lay in the pool is
    /// given up for another: nothing has happened yet.
    private Connection begun(Purpose purpose, @Nullable TenantId tenant) {
        for (int attempt = 1; ; attempt++) {
            Connection connection = connection();
            try (var statement = connection.createStatement()) {
                statement.execute("set local role " + purpose.role() + "; set local search_path = pomona; "
                        + "set local pomona.tenant = '" + (tenant == null ? "" : tenant.value()) + "'");
                return connection;
            } catch (SQLException e) {
                close(connection, e);
                var problem = new StoreException("the database does not answer", e);
                if (!problem.isPassing() || attempt == CONNECTIONS_TRIED) throw problem;
            }
        }
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw StoreException.unreachable(e);
        }
    }

    private static void close(Connection connection, Throwable cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
