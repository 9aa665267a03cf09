package dev.heddle.workload;

/** Holds one order of a customer; {@code number} counts from 1 for each customer. */
public record Order(int number, String item, long cents) {}
