package dev.heddle.workload;

/** A customer: one row, found by primary key. */
public record Customer(long id, String name, String city) {}
