/** What marks and sweeps note as rows. */
@NullMarked
package org.posthorn.sweep.entity;

import org.jspecify.annotations.NullMarked;
