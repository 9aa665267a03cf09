package dev.heddle.workload;

/** Holds one customer: one row of the database, found by its primary key. */
public record Customer(long id, String name, String city) {}
