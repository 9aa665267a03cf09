package dev.heddle.workload;

/** One order of a customer; {@code number} counts from 1 within the customer. */
public record Order(int number, String item, long cents) {}
