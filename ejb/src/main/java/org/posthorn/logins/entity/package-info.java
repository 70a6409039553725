/** The addresses from which accounts have logged in, as rows. */
@NullMarked
package org.posthorn.logins.entity;

import org.jspecify.annotations.NullMarked;
