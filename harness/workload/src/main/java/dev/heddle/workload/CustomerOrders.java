package dev.heddle.workload;

import java.util.List;

/** Holds what the query answers: the customer and the last orders, newest first. */
public record CustomerOrders(Customer customer, List<Order> orders) {

    /**
     * Returns the one query. {@code placeholder} stands for the customer's id: {@code ?} in JDBC, {@code $1} in PostgreSQL.
     *
     * <p>The columns are 1 name, 2 city, 3 number, 4 item and 5 cents, with one row for each order. A customer without orders is
     * one row with NULL in columns 3 to 5; an unknown customer is no row.
     */
    public static String sql(String placeholder) {
        return "SELECT c.name, c.city, o.number, o.item, o.cents"
                + " FROM heddle.customer c LEFT JOIN heddle.customer_order o ON o.customer_id = c.id"
                + " WHERE c.id = " + placeholder + " ORDER BY o.number DESC LIMIT 100";
    }
}
