// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

/// What a search that found nothing leaves, for the search of a text that was made of this one.
///
/// @param length of the text, in bytes
/// @param hits all keywords in it, each with its [Reach]
/// @param quiet places that nothing packed reaches over, in order, as [Decoder#quietPlaces] finds them
/// @param steps no fewer than any rule has taken in it
/// @param decoded no fewer bytes than were unpacked from it
@SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
record Trail(int length, long[] hits, int[] quiet, long steps, long decoded) {}
