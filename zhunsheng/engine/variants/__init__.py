"""Hypothetical variants of one subject, thousands at a time: the ground of questions, of what-if and of what would change it.

====================  ==========================================================================================
slots                 the smallest things that can be known, and the values between which rules tell a difference
columns               variants as columns of bits: which of them have which value in which slot
grids                 every answer in every state of knowledge, compared with the state itself
fixed_facts           who, where and when, which nobody would find otherwise
outlooks              what comes out for each variant, under the lighter of two laws
====================  ==========================================================================================
"""
