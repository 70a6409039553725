/** Transports and routes in the database. */
@NullMarked
package org.posthorn.transports.entity;

import org.jspecify.annotations.NullMarked;
